use crate::names::named;

named! {
    /// What the program that fetched a link says it is, by its user agent. It is a claim: a scanner that calls itself a
    /// browser is none the wiser for it, and neither is anybody else.
    AgentClass, ParseAgentClassError, "a class of user agents" {
        /// A browser, as far as it tells. A person may sit in front of it.
        Browser = "browser",
        /// A preview of the link in a chat or a social network.
        Preview = "preview",
        /// A mail gateway, or a mail program, that looks at links before their reader does.
        MailScanner = "mail-scanner",
        /// A crawler.
        Crawler = "crawler",
        /// An HTTP library, a command line, or a browser that a program drives.
        Program = "program",
        /// It does not say, which every browser does.
        Unnamed = "unnamed",
    }
}

impl AgentClass {
    /// Whether it says that nobody sits in front of it.
    #[must_use]
    pub const fn is_automated(self) -> bool {
        !matches!(self, Self::Browser)
    }
}
