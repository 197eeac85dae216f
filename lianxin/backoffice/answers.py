"""Files that the office takes home."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from lianxin.kit.tables import write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The table as an XLSX file to be saved; `name` is ours and plain ASCII."""
    answer = HttpResponse(write_xlsx(name, header, rows), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer
