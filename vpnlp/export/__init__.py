"""Tables become files: csv, xlsx, ods, parquet, json, HTML report, pictures, coded segments."""
