/// Mail providers where anybody can get an address. Approving such a domain as a firm would give everybody access.
package enum PublicMailDomains {
    private static let names: Set<String> = [
        "aol.com", "bigpond.com", "bigpond.com.au", "bigpond.net.au", "dodo.com.au", "fastmail.com", "fastmail.fm",
        "gmail.com", "gmx.com", "gmx.net", "googlemail.com", "hey.com", "hotmail.co.nz", "hotmail.com",
        "hotmail.com.au", "icloud.com", "iinet.net.au", "internode.on.net", "live.com", "live.com.au", "mac.com",
        "mail.com", "me.com", "msn.com", "optusnet.com.au", "outlook.com", "outlook.com.au", "pm.me",
        "proton.me", "protonmail.com", "tpg.com.au", "westnet.com.au", "xtra.co.nz", "yahoo.co.nz", "yahoo.com",
        "yahoo.com.au", "ymail.com", "zoho.com",
    ]

    package static func contains(_ domain: MailDomain) -> Bool { names.contains(domain.text) }
}
