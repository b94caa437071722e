"""Write the interface's schema anew: ``python -m tests.opendata.write_schema``."""

from __future__ import annotations

import json
import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from overens.opendata.api import api
    from tests.opendata.test_api import SCHEMA

    schema = api.get_openapi_schema()
    SCHEMA.write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n")
