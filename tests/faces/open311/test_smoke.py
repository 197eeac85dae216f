from tests.faces.open311.programs import *
from tests.world import World


def test_smoke(world: World) -> None:
    print(get("discovery"))
    print(get("services"))
    print(get("services/WATER"))
    secret = key(world)
    r = post(secret, **public(description="停水 & <b>三天</b>\x01了\r\n急", lat="30.5", long="104.2"))
    print(r.status_code, r.content.decode())
    n = r.json()[0]["service_request_id"]
    print(get(f"requests/{n}"))
    for f in ("json", "xml"):
        print(ask("requests", f, extensions="true").content.decode())
        print(ask("services/WATER", f).content.decode())
    print(post("x").content.decode(), post(secret, "xml", service_code="NO").content.decode())
    print(Client().get("/open311/v2/bulk/requests.csv").getvalue().decode())
    print(Client().get("/open311/v2/bulk/requests.xml").getvalue().decode())
    print(Client().get("/open311/v2/x.csv"), Client().get("/open311/v2/x.json").content)
