// libzip for Swift: reading the zip file that a workbook is.
#pragma once
#include <zip.h>
