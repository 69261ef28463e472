import sys
from pathlib import Path

# tests are collected by file; the modules beside them are found by name
sys.path.insert(0, str(Path(__file__).parent))
