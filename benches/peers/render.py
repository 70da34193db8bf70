"""The peer in one process: PyYAML with the C loader, Jinja2, and write only what changed."""

import pathlib
import sys

import jinja2
import yaml

templates, out, *records = sys.argv[1:]
environment = jinja2.Environment(loader=jinja2.FileSystemLoader(templates), keep_trailing_newline=True)
names = sorted(path.name for path in pathlib.Path(templates).glob("*.j2"))
paths = [pathlib.Path(record) for record in records]
paths = [found for path in paths for found in (sorted(path.glob("*/incident.yaml")) if path.is_dir() else [path])]
for path in paths:
    record = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    folder = pathlib.Path(out) / str(record["id"])
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        text = environment.get_template(name).render(record)
        file = folder / name.removesuffix(".j2")
        if not file.exists() or file.read_text() != text:
            file.write_text(text)
