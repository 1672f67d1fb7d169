// expat for Swift: reading XML as it comes.
#pragma once
#include <expat.h>
