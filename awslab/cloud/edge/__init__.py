"""What API Gateway and Lambda's function URLs share: both turn plain HTTP requests into events for functions.

address.py                       where an API or a function URL is reached, by path or by its AWS name
arrival.py                       a request with the headers that AWS adds on the way
routing.py                       which route or resource answers a path
cors.py                          CORS that API Gateway and Lambda do for an API's owner
functions.py                     whether a function may be invoked, and how long its answer is waited for
payload_v1.py, payload_v2.py     the events of the two payload formats
result_v1.py, result_v2.py       what a function's result becomes in each of them
unsupported.py                   the answer where AWS has a feature that the sandbox lacks
"""
