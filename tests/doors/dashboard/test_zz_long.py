import pytest
from html import unescape
from tests.doors.dashboard import test_recompute as t
def test_mine(seeded, client):
    places = t.regions(client.get("/api/v1/municipalities.csv").content.decode())
    table = t.measures(client.get("/api/v1/measures.csv").content.decode())
    S="/pt/painel/planos/"; slugs=["exemplo-alto-minho-2024-2027","exemplo-evora-2024-2026","exemplo-setubal-2024-2026","odemira-2015-2017","beja-2022"]
    addr=[S,"/pt/painel/como/"]+[S+x+"/" for x in slugs]+["/pt/painel/como/?scope=plan:"+x for x in slugs]
    addr+=[S+r["plan"]+"/medidas/"+r["code"]+"/" for r in table][::4]+["/pt/painel/como/?scope=measure:"+r["key"] for r in table][::6]
    wrong=[];n=0
    for a in addr:
        text=client.get(a).content.decode()
        for name,scope,value in t.FIGURE.findall(text):
            if not scope or name not in (*t.FRACTIONS,"measures","weight","stale"): continue
            exact=t.wanted(name,unescape(scope),table,places); told=float(value) if value else None; n+=1
            if told != (pytest.approx(exact,abs=1e-6) if exact is not None else None): wrong.append((a,name,scope,value,exact))
    print("checked",n); assert wrong[:6]==[] 
