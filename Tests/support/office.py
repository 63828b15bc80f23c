"""The back office as tests use it: what a person sees (labels, roles) finds the elements."""

from support.pages import sign_in_as_owner


class OfficeOrders:
    """The list of orders in a browser of its own, opened by the owner."""

    def __init__(self, page):
        self.page = page

    @classmethod
    def open(cls, context, server, query: str = "") -> "OfficeOrders":
        page = context.new_page()
        sign_in_as_owner(page, server.sign_in["owner"])
        orders = cls(page)
        orders.go(query)
        return orders

    def go(self, query: str = "") -> None:
        self.page.goto(f"/admin/orders{query}")
        self.settled()

    def settled(self) -> None:
        """The rows that the address asks for are there, or what stands where there are none."""
        self.page.locator(".orders-table:not([aria-busy]) tbody tr:not(.waiting), .orders .empty").first.wait_for()

    def row(self, order: dict):
        return self.page.locator(f'tr[data-order="{order["id"]}"]')

    def chip(self, order: dict):
        return self.row(order).locator('[data-cell="status"] .chip')

    def shown(self) -> list[str]:
        return self.page.locator("tr[data-order]").evaluate_all("rows => rows.map(row => row.dataset.order)")

    def tab(self, name: str):
        return self.page.get_by_role("navigation", name="Parts of the list").get_by_role("link", name=name)

    def tick(self, *orders: dict) -> None:
        for order in orders:
            self.row(order).get_by_role("checkbox").check()

    def toast(self, text: str):
        return self.page.locator("#toasts .toast", has_text=text)
