#pragma once
#include "embedding.h"

/// The templates, styles, scripts and documents of `Web`.
struct embedded_files web_assets(void);
