"""What is searched for stays out of the address bar and of the history of the phone."""

import pytest

WORDS = "femme"
SHOWN = "main .card"


@pytest.fixture
def phone(open_page):
    return open_page(320, 568)


def send(page, words):
    page.locator("#q").fill(words)
    page.keyboard.press("Enter")
    page.locator("main .count").wait_for()


def look_for(page, words):
    send(page, words)
    # When a line fails, the form is sent as ever and the address is cleaned once there.
    page.wait_for_function("!location.search.includes('q=')")


def test_the_address_does_not_tell_the_words(phone):
    phone.goto("/recherche/")

    look_for(phone, WORDS)

    assert phone.url.endswith("/recherche/")
    assert phone.locator("#q").input_value() == WORDS
    assert WORDS not in phone.title()


def test_results_look_as_they_do_without_script(phone, page_without_script):
    page_without_script.goto(f"/recherche/?q={WORDS}")
    phone.goto("/recherche/")

    look_for(phone, WORDS)

    for page in (phone, page_without_script):
        page.set_viewport_size({"width": 320, "height": 568})
    style = (
        "card => ['borderRadius', 'padding', 'height'].map(name => getComputedStyle(card)[name])"
    )
    plain, swapped = (
        page.eval_on_selector_all(SHOWN, f"cards => cards.map({style})")
        for page in (page_without_script, phone)
    )
    assert swapped == plain


def test_back_from_a_result_returns_to_the_results(phone):
    phone.goto("/recherche/")
    look_for(phone, WORDS)
    results = phone.locator(SHOWN).all_inner_texts()
    phone.locator(f"{SHOWN} a").first.click()
    phone.wait_for_url(lambda address: "/recherche/" not in address)

    phone.go_back()

    phone.locator(SHOWN).first.wait_for()
    assert phone.locator(SHOWN).all_inner_texts() == results
    assert phone.url.endswith("/recherche/")


def test_the_next_page_does_not_tell_them_either(phone):
    phone.goto("/recherche/")
    look_for(phone, WORDS)
    first = phone.locator(SHOWN).first.inner_text()

    phone.locator("a[rel=next]").click()
    phone.locator("a[rel=prev]").wait_for()

    assert phone.url.endswith("/recherche/")
    assert phone.locator(SHOWN).first.inner_text() != first
    phone.go_back()
    phone.locator("a[rel=next]").wait_for()
    assert phone.locator(SHOWN).first.inner_text() == first


def test_back_from_the_results_returns_to_the_form(phone):
    phone.goto("/recherche/")
    look_for(phone, WORDS)

    phone.go_back()

    phone.locator(SHOWN).first.wait_for(state="detached")
    assert phone.locator("#q").input_value() == ""


def test_from_the_home_page_too(phone):
    phone.goto("/")

    look_for(phone, WORDS)

    assert phone.url.endswith("/recherche/")
    assert phone.locator("nav [aria-current=page]").inner_text() == "Chercher"
    phone.go_back()
    phone.locator(".need").first.wait_for()
    assert phone.locator("nav [aria-current=page]").inner_text() == "Accueil"


def test_an_address_with_words_is_cleaned(phone):
    phone.goto(f"/recherche/?q={WORDS}&images=non")
    phone.wait_for_function("!location.search.includes('q=')")

    assert phone.url.endswith("/recherche/?images=non")
    results = phone.locator(SHOWN).all_inner_texts()
    assert results

    phone.reload()

    phone.locator(SHOWN).first.wait_for()
    assert phone.locator(SHOWN).all_inner_texts() == results


def test_the_skip_link_loses_no_result(phone):
    phone.goto("/recherche/")
    look_for(phone, WORDS)

    phone.evaluate("document.querySelector('.skip').click()")
    phone.reload()

    phone.locator(SHOWN).first.wait_for()
    assert WORDS not in phone.url


def test_without_script_the_form_works(page_without_script):
    page_without_script.goto("/recherche/")

    send(page_without_script, WORDS)

    assert page_without_script.url.endswith(f"/recherche/?q={WORDS}")


def test_when_the_words_cannot_be_fetched_the_form_is_sent_as_ever(phone):
    phone.route(
        "**/recherche/?q=*",
        lambda route: (
            route.abort() if route.request.resource_type == "fetch" else route.continue_()
        ),
    )
    phone.goto("/recherche/")

    look_for(phone, WORDS)

    assert phone.locator("#q").input_value() == WORDS


def test_the_words_are_offered_to_nobody_who_types_next(phone):
    phone.goto("/recherche/")

    assert phone.locator("form[role=search]").get_attribute("autocomplete") == "off"
