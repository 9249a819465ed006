#include "SandboxLawfficientAssets.h"

static const struct embedded_file files[] = {
    {"lead-list.mustache", (const unsigned char[]){
#embed "Page/Leads/Assets/lead-list.mustache" suffix(, 0)
    }},
};

struct embedded_files sandbox_lawfficient_assets(void) {
    return (struct embedded_files){files, sizeof files / sizeof *files};
}
