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
        till = cls(context, page, server, sign_in["registers"][register_index], sign_in["cashiers"][cashier_index])
        sign_in_as_owner(page, sign_in["owner"])
        till.choose_register()
        till.enter_pin()
        return till

    def choose_register(self) -> None:
        page = self.page
        page.goto("/register")
        name = self.register["name"] if isinstance(self.register, dict) else self.register
        page.get_by_role("button", name=re.compile(re.escape(name))).or_(page.get_by_role("radio", name=name)).first.click()
        use = page.get_by_role("button", name=re.compile("use this register|continue", re.IGNORECASE))
        if use.count() > 0:
            use.first.click()

    def enter_pin(self) -> None:
        page = self.page
        page.get_by_role("button", name=re.compile(re.escape(self.cashier["name"]))).first.click()
        for digit in self.cashier["pin"]:
            page.keyboard.press(digit)
        page.keyboard.press("Enter")
        page.get_by_role("searchbox").first.wait_for()


def sign_in_as_owner(page, owner: dict) -> None:
    page.goto("/login")
    page.get_by_label("E-mail").fill(owner["email"])
    page.get_by_label("Password").fill(owner["password"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login" not in url)
