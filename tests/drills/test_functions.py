"""Drills about functions and queues against models that count."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from hypothesis import given

from tests.drills.drawn import decimals, number, seeds, whole


@given(seeds)
def test_billed_duration_is_the_sum_rounded_up(seed: int) -> None:
    body = number("billed-duration", seed)
    duration, init = decimals(r"Duration: ([\d.]+) ms .* Init Duration: ([\d.]+) ms", body.stem)

    assert body.answer == (duration + init).to_integral_value(ROUND_CEILING)
    assert duration + init < body.answer


@given(seeds)
def test_concurrency_is_what_a_steady_load_keeps_busy(seed: int) -> None:
    body = number("concurrency", seed)
    rate, milliseconds = whole(r"steady (\d+) requests .* takes (\d+) ms", body.stem)
    at = 10 * 1000 * rate  # late enough that the load is steady; times are in thousandths of the gap between requests
    begins = (request * 1000 for request in range(at // 1000 + 1))
    running = sum(begin <= at < begin + milliseconds * rate for begin in begins)

    assert body.answer == running


@given(seeds)
def test_unreserved_concurrency_is_what_no_function_has_reserved(seed: int) -> None:
    body = number("unreserved-concurrency", seed)
    limit, first, second = whole(
        r"may run (\d+) concurrent.* concurrency of (\d+) and .* concurrency of (\d+) and", body.stem
    )

    assert body.answer == limit - first - second >= 100


@given(seeds)
def test_the_additional_version_gets_its_weight_and_the_other_the_rest(seed: int) -> None:
    body = number("alias-weights", seed)
    main, additional, weight = decimals(r'for version (\d+) and has .*\{"(\d+)"=([\d.]+)\}', body.stem)
    invocations, version = decimals(r"invoked (\d+) times. How many invocations run version (\d+)", body.stem)
    shares = {main: 1 - weight, additional: weight}

    assert body.answer == invocations * shares[version]


@given(seeds)
def test_a_canary_gets_a_tenth_and_then_everything(seed: int) -> None:
    body = number("canary-shift", seed)
    interval, rate, minutes = whole(
        r"Canary10Percent(\d+)Minutes`.* invoked (\d+) times a minute.* first (\d+) minutes", body.stem
    )
    total = sum(Decimal(rate) * (Decimal("0.1") if minute < interval else 1) for minute in range(minutes))

    assert body.answer == total
    assert minutes > interval


@given(seeds)
def test_a_message_is_visible_when_its_last_timeout_is_over(seed: int) -> None:
    body = number("visibility-end", seed)
    timeout, new_timeout, change_at = whole(
        r"timeout of (\d+) seconds.*`VisibilityTimeout` (\d+) after (\d+) seconds", body.stem
    )
    remaining, second = timeout, 0
    while remaining:
        if second == change_at:
            remaining = new_timeout
        remaining, second = remaining - 1, second + 1

    assert body.answer == second


@given(seeds)
def test_the_timeout_of_a_queue_is_six_times_the_functions_and_the_window(seed: int) -> None:
    body = number("sqs-lambda-visibility", seed)
    (timeout,) = whole(r"timeout of (\d+) seconds", body.stem)
    window = whole(r"MaximumBatchingWindowInSeconds` of (\d+)", body.stem)[0] if "Maximum" in body.stem else 0

    assert body.answer == sum([timeout] * 6) + window


@given(seeds)
def test_ten_messages_move_with_a_request(seed: int) -> None:
    body = number("sqs-batches", seed)
    (messages,) = whole(r"sends (\d+) messages", body.stem)
    requests = sum(len(range(0, messages, 10)) for _ in ("send", "receive", "delete"))

    assert body.answer == requests
