"""AddPermission for function URLs: conditions of the statement, which moto leaves as they were given.

https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
"""

from __future__ import annotations

from awslab.sandbox.child.edge.function_url.urls import Urls
from awslab.sandbox.child.request import AwsRequest, AwsResponse


class UrlConditions:
    """An extension that follows AddPermission."""

    def __init__(self, urls: Urls) -> None:
        self._urls = urls

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """Nothing of its own."""

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """The statement has its conditions."""
        if (request.service, request.operation) == ("lambda", "AddPermission"):
            name = str(request.parameters["FunctionName"]).rpartition("function:")[2].partition(":")[0]
            self._urls.put_conditions(request.region, name)

    def close(self) -> None:
        """Nothing is open."""
