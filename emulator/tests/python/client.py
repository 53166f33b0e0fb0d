# Does with the official Python receiver what it is told to, as client.mjs does with the official JavaScript clients.
import json
import sys

from qstash import Receiver

for line in sys.stdin:
    told = json.loads(line)
    try:
        assert told["call"] == "receiver.verify", told["call"]
        keys, request = told["args"]
        receiver = Receiver(keys["currentSigningKey"], keys["nextSigningKey"])
        receiver.verify(**request)
        outcome = {"value": True}
    except Exception as error:
        outcome = {"error": str(error), "status": None}
    print(json.dumps(outcome), flush=True)
