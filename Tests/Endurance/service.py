"""A province in a home of its own with the service running over it, for the scripts beside."""
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time


def free_port():
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Program:
    """The command with a home of its own."""

    def __init__(self, path, home):
        self.path = os.path.abspath(path)
        self.home = home
        kept = {key: value for key, value in os.environ.items()
                if not key.startswith(("MOTCUA_", "DATABASE_URL", "PG"))}
        self.environment = dict(kept, MOTCUA_HOME=os.path.join(home, "home"), LANG="vi_VN",
                                XDG_CONFIG_HOME=home)

    def run(self, *arguments, codes=(0,)):
        """What the command prints; ends the script where its exit code is not one of those."""
        done = subprocess.run([self.path, *arguments], env=self.environment, capture_output=True,
                              text=True)
        if done.returncode not in codes:
            sys.exit(f"motcua {' '.join(arguments)}: exit {done.returncode}: {done.stderr}")
        return done.stdout


class Service:
    """One running `motcua serve`."""

    def __init__(self, program, **settings):
        self.port, self.admin = free_port(), free_port()
        self.log = open(os.path.join(program.home, f"serve-{self.port}.log"), "wb")
        self.process = subprocess.Popen(
            [program.path, "serve", "--port", str(self.port), "--admin-port", str(self.admin)],
            env=dict(program.environment, **settings), stdout=self.log, stderr=self.log)
        end = time.monotonic() + 30
        while True:
            try:
                if self.get("/health/ready", admin=True)[0] == 200:
                    return
            except OSError:
                pass
            if self.process.poll() is not None or time.monotonic() > end:
                sys.exit(f"the service did not come up; see {self.log.name}: "
                         + open(self.log.name, encoding="utf-8").read()[-2000:])
            time.sleep(0.02)

    def get(self, target, admin=False, **headers):
        """Status, header fields and body of an answer, on a connection of its own."""
        line = http.client.HTTPConnection("127.0.0.1", self.admin if admin else self.port,
                                          timeout=30)
        try:
            line.request("GET", target, headers=headers)
            answer = line.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            line.close()

    def stop(self):
        """Ends the service as an operator does; returns its exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            self.log.close()


class Ground:
    """A home that is gone afterwards, with its cluster and its services."""

    def __init__(self, path, prefix):
        self.home = tempfile.mkdtemp(prefix=prefix, dir=os.environ.get("TMPDIR", "/tmp"))
        # The server of a private cluster runs as another user where root asks.
        os.chmod(self.home, 0o755)
        self.program = Program(path, self.home)
        self.services = []

    def __enter__(self):
        return self

    def serve(self, **settings):
        service = Service(self.program, **settings)
        self.services.append(service)
        return service

    def __exit__(self, *_):
        for service in self.services:
            if service.process.poll() is None:
                service.stop()
        subprocess.run([self.program.path, "db", "down"], env=self.program.environment,
                       capture_output=True)
        shutil.rmtree(self.home, ignore_errors=True)


def decoded(body):
    """JSON whose numbers keep their digits."""
    return json.loads(body, parse_float=str)
