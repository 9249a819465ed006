#include "WebAssets.h"

static const struct embedded_file files[] = {
    {"openapi.json", (const unsigned char[]){
#embed "API/Assets/openapi.json" suffix(, 0)
    }},
    {"delivery.mustache", (const unsigned char[]){
#embed "Endpoints/Assets/delivery.mustache" suffix(, 0)
    }},
    {"endpoint.mustache", (const unsigned char[]){
#embed "Endpoints/Assets/endpoint.mustache" suffix(, 0)
    }},
    {"endpoints.css", (const unsigned char[]){
#embed "Endpoints/Assets/endpoints.css" suffix(, 0)
    }},
    {"endpoints.mustache", (const unsigned char[]){
#embed "Endpoints/Assets/endpoints.mustache" suffix(, 0)
    }},
    {"live.js", (const unsigned char[]){
#embed "Live/Assets/live.js" suffix(, 0)
    }},
    {"updates.css", (const unsigned char[]){
#embed "Live/Assets/updates.css" suffix(, 0)
    }},
    {"matter-item.mustache", (const unsigned char[]){
#embed "Matters/Assets/matter-item.mustache" suffix(, 0)
    }},
    {"matter-list.mustache", (const unsigned char[]){
#embed "Matters/Assets/matter-list.mustache" suffix(, 0)
    }},
    {"matter-work-lines.mustache", (const unsigned char[]){
#embed "Matters/Assets/matter-work-lines.mustache" suffix(, 0)
    }},
    {"matter.mustache", (const unsigned char[]){
#embed "Matters/Assets/matter.mustache" suffix(, 0)
    }},
    {"matters.css", (const unsigned char[]){
#embed "Matters/Assets/matters.css" suffix(, 0)
    }},
    {"components.css", (const unsigned char[]){
#embed "Pages/Assets/components.css" suffix(, 0)
    }},
    {"foot.mustache", (const unsigned char[]){
#embed "Pages/Assets/foot.mustache" suffix(, 0)
    }},
    {"head.mustache", (const unsigned char[]){
#embed "Pages/Assets/head.mustache" suffix(, 0)
    }},
    {"icon.svg", (const unsigned char[]){
#embed "Pages/Assets/icon.svg" suffix(, 0)
    }},
    {"layout.css", (const unsigned char[]){
#embed "Pages/Assets/layout.css" suffix(, 0)
    }},
    {"media.css", (const unsigned char[]){
#embed "Pages/Assets/media.css" suffix(, 0)
    }},
    {"message.mustache", (const unsigned char[]){
#embed "Pages/Assets/message.mustache" suffix(, 0)
    }},
    {"status.mustache", (const unsigned char[]){
#embed "Pages/Assets/status.mustache" suffix(, 0)
    }},
    {"tokens.css", (const unsigned char[]){
#embed "Pages/Assets/tokens.css" suffix(, 0)
    }},
    {"sign-in.css", (const unsigned char[]){
#embed "SignIn/Assets/sign-in.css" suffix(, 0)
    }},
    {"sign-in.mustache", (const unsigned char[]){
#embed "SignIn/Assets/sign-in.mustache" suffix(, 0)
    }},
};

struct embedded_files web_assets(void) {
    return (struct embedded_files){files, sizeof files / sizeof *files};
}
