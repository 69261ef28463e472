import sys
from pathlib import Path

# Under --import-mode=importlib a test's own folder is not on the path.
sys.path.insert(0, str(Path(__file__).parent))
