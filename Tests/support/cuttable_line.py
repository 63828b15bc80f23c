"""A line between a browser and the server that can be cut as a network is: what is open breaks, and nothing new gets through."""

import socket
import threading


class CuttableLine:
    """Listens on a port of its own and passes octets on to the server's."""

    def __init__(self, port: int):
        self.server_port = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.is_cut = False
        self.open: set[socket.socket] = set()
        self.lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            with self.lock:
                if self.is_cut:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self.server_port))
                self.open |= {near, far}
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while octets := source.recv(65_536):
                target.sendall(octets)
        except OSError:
            pass  # cut, or closed by one of both
        for each in (source, target):
            with self.lock:
                self.open.discard(each)
            each.close()

    def cut(self) -> None:
        with self.lock:
            self.is_cut = True
            for each in self.open:
                each.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self.is_cut = False

    def close(self) -> None:
        self.cut()
        self.listener.close()
