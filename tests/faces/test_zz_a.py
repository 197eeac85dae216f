import pytest
from tests.faces.desks import sit_in
@pytest.mark.django_db(transaction=True)
def test_a(open_page, live_server, world, axe):
    c=world.in_handling(addressee="WS"); world.later(days=20)
    for loc in ("en","zh-CN"):
        for w in (390,1440):
            p = sit_in(open_page(width=w,height=800,locale=loc), live_server, world, "secretary")
            for n,u in enumerate([f"/desk/case/{c.pk}/","/desk/owed/"]):
                r=p.goto(u); p.screenshot(path=f"/tmp/lx/deskshot/sec-{n}-{loc}-{w}.png", full_page=True)
                print(u,w,loc,p.evaluate("document.documentElement.scrollWidth"), axe(p))
