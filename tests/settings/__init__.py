"""The county's own settings in a new folder, with the ledger's guards lifted for Django's flush only."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="lianxin-tests-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
(FOLDER / "static").mkdir()

for name in [
    name for name in os.environ if name.startswith("LIANXIN_") and not name.startswith("LIANXIN_WALK_")
]:
    del os.environ[name]
os.environ["LIANXIN_DATA"] = str(FOLDER)
os.environ["LIANXIN_SECRET_KEY"] = "only-for-tests-and-known-to-everybody-who-reads-this"
os.environ["LIANXIN_HTTPS"] = "0"

from lianxin.config.settings import *  # noqa: E402
from lianxin.config.settings import DATABASES  # noqa: E402

for database in DATABASES.values():
    engine = str(database["ENGINE"]).rpartition(".")[2]
    database["ENGINE"] = f"tests.settings.backends.{engine}"
    if engine == "sqlite3":
        # A file, not memory: threads share it the way they share the real one.
        database["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}

# A slow hash protects real passwords; these protect nobody.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
