def test_said(said, client): 
    print(client.get("/"))
