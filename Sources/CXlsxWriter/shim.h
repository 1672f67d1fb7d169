// libxlsxwriter for Swift: writing workbooks row by row.
#pragma once
#include <xlsxwriter.h>
