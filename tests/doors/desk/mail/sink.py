"""A mail server of a few lines on this machine: it keeps what it takes, refuses what it is told to, hangs up when it is down."""

import email
import email.policy
import socketserver
import threading


class Sink(socketserver.ThreadingTCPServer):
    """`mode`: "up", "down" (421 and hangs up), "dies" (takes the letter and hangs up without a word); `refused`: addresses it will not have."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mode, self.refused, self.letters, self.asked = "up", set(), [], 0
        self.port = self.server_address[1]

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *raised):
        self.shutdown()
        self.thread.join()
        self.server_close()

    def of(self, header):
        """One header of every letter taken, in order."""
        return [letter[header] for letter in self.letters]


class Conversation(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self):
        self.server.asked += 1
        if self.server.mode == "down":
            return self.say("421 not now")
        self.say("220 sink")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "DATA":
                self.say("354 go on")
                if not self.taken():
                    return None
            elif verb == "RCPT" and any(address in line for address in self.server.refused):
                self.say("550 nobody of that name")
            elif verb == "QUIT":
                return self.say("221 bye")
            else:
                self.say("250 fine")
        return None

    def taken(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        self.server.letters.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
        if self.server.mode == "dies":
            return False
        self.say("250 taken")
        return True

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())
