"""Tagged units become tables: distribution, prevalence, trend, keyness, comparison, description."""
