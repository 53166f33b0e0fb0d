# Does with the official Python receiver what it is told to, as client.mjs does with the official JavaScript clients.
import json
import sys

import jwt
from qstash import Receiver

for line in sys.stdin:
    told = json.loads(line)
    try:
        if told["call"] == "jwt.sign":
            claims, key, algorithm = told["args"]
            value = jwt.encode(claims, key, algorithm)
        else:
            assert told["call"] == "receiver.verify", told["call"]
            keys, request = told["args"]
            receiver = Receiver(keys["currentSigningKey"], keys["nextSigningKey"])
            receiver.verify(**request)
            value = True
        outcome = {"value": value}
    except Exception as error:
        outcome = {"error": str(error), "status": None}
    print(json.dumps(outcome), flush=True)
