"""The pages as tests use them. What a person sees (labels, roles) finds the elements; the markup may change below."""

import re


class RegisterPage:
    """A till in a browser: one device, one page, one cashier."""

    def __init__(self, context, page, server, register: dict, cashier: dict):
        self.context = context
        self.page = page
        self.server = server
        self.register = register
        self.cashier = cashier

    @classmethod
    def open(cls, context, server, register_index: int = 0, cashier_index: int = 0) -> "RegisterPage":
        """Enrols the device as the owner, then lets the cashier in with name and PIN."""
        sign_in = server.sign_in
        page = context.new_page()
        register = sign_in["registers"][register_index]
        register = register if isinstance(register, dict) else {"id": register, "name": register}
        till = cls(context, page, server, register, sign_in["cashiers"][cashier_index])
        sign_in_as_owner(page, sign_in["owner"])
        till.choose_register()
        till.enter_pin()
        return till

    def choose_register(self) -> None:
        """Makes this browser the till; the owner or a manager has signed in."""
        self.page.goto("/register/device")
        self.page.locator(f'button[name="till"][value$="{self.register["id"]}"]').click()

    def enter_pin(self) -> None:
        """Lets the cashier in, from the page with the names."""
        page = self.page
        page.get_by_role("button", name=re.compile(re.escape(self.cashier["name"]))).click()
        page.get_by_label("PIN", exact=True).fill(self.cashier["pin"])
        page.get_by_role("button", name="Open till").click()
        page.locator("#product-search").wait_for()


def sign_in_as_owner(page, owner: dict) -> None:
    page.goto("/login")
    page.get_by_label("E-mail").fill(owner["email"])
    page.get_by_label("Password").fill(owner["password"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login" not in url)
