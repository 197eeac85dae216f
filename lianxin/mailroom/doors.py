from django.http import HttpRequest, HttpResponse


def door(request: HttpRequest, mark: str, channel: str) -> HttpResponse:
    return HttpResponse()
