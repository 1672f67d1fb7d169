// libpq for Swift: the client library's own header, and the descriptor by which another thread
// ends a poll() on its socket (Swift's Glibc module lacks it).
#pragma once
#include <libpq-fe.h>
#include <sys/eventfd.h>
