#include "SandboxKitAssets.h"

static const struct embedded_file files[] = {
    {"consent.mustache", (const unsigned char[]){
#embed "OAuth/Assets/consent.mustache" suffix(, 0)
    }},
    {"card-page.mustache", (const unsigned char[]){
#embed "Pages/Assets/card-page.mustache" suffix(, 0)
    }},
    {"card.mustache", (const unsigned char[]){
#embed "Pages/Assets/card.mustache" suffix(, 0)
    }},
    {"fold.mustache", (const unsigned char[]){
#embed "Pages/Assets/fold.mustache" suffix(, 0)
    }},
    {"foot.mustache", (const unsigned char[]){
#embed "Pages/Assets/foot.mustache" suffix(, 0)
    }},
    {"form.mustache", (const unsigned char[]){
#embed "Pages/Assets/form.mustache" suffix(, 0)
    }},
    {"forms.css", (const unsigned char[]){
#embed "Pages/Assets/forms.css" suffix(, 0)
    }},
    {"head.mustache", (const unsigned char[]){
#embed "Pages/Assets/head.mustache" suffix(, 0)
    }},
    {"layout.css", (const unsigned char[]){
#embed "Pages/Assets/layout.css" suffix(, 0)
    }},
    {"list.mustache", (const unsigned char[]){
#embed "Pages/Assets/list.mustache" suffix(, 0)
    }},
    {"navigation.mustache", (const unsigned char[]){
#embed "Pages/Assets/navigation.mustache" suffix(, 0)
    }},
    {"notice-list.mustache", (const unsigned char[]){
#embed "Pages/Assets/notice-list.mustache" suffix(, 0)
    }},
    {"people.mustache", (const unsigned char[]){
#embed "Pages/Assets/people.mustache" suffix(, 0)
    }},
    {"problem.mustache", (const unsigned char[]){
#embed "Pages/Assets/problem.mustache" suffix(, 0)
    }},
    {"sandbox.js", (const unsigned char[]){
#embed "Pages/Assets/sandbox.js" suffix(, 0)
    }},
};

struct embedded_files sandbox_kit_assets(void) {
    return (struct embedded_files){files, sizeof files / sizeof *files};
}
