"""接口 What other programs speak to: it reads a request, calls one verb, and shows what came of it."""
