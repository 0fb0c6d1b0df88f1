macro_rules! field_codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal,)*) => {
        /// The rule that a field broke. Part of the API: never reused, each described in `docs/reference/errors.md`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum FieldCode {
            $($(#[$doc])* $variant,)*
        }

        impl FieldCode {
            /// Every code, in the order of the documentation.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code on the wire.
            pub(crate) const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

field_codes! {
    /// It has to be there.
    Required = "required",
    /// There is no field or parameter of this name here.
    UnknownField = "unknown-field",
    /// Another JSON type is needed.
    WrongType = "wrong-type",
    /// `null` means nothing here; leave the field out.
    NullNotAllowed = "null-not-allowed",
    /// There is nothing in it.
    Empty = "empty",
    /// The text is too long.
    TooLong = "too-long",
    /// There are too many of them.
    TooMany = "too-many",
    /// The number is too small or too large.
    OutOfRange = "out-of-range",
    /// The text holds characters that it may not hold.
    IllegalCharacters = "illegal-characters",
    /// Not one of the known names.
    UnknownName = "unknown-name",
    /// Not an id.
    InvalidId = "invalid-id",
    /// Not an e-mail address, or not a rule for addresses.
    InvalidEmail = "invalid-email",
    /// Not an address of a web site that will do.
    InvalidUrl = "invalid-url",
    /// Not a regular expression that can be read here.
    InvalidPattern = "invalid-pattern",
    /// Not the name of a domain.
    InvalidDomain = "invalid-domain",
    /// Not a date.
    InvalidDate = "invalid-date",
    /// Not a date and time.
    InvalidTime = "invalid-time",
    /// Not a country.
    InvalidCountry = "invalid-country",
    /// Not a language tag.
    InvalidLanguage = "invalid-language",
    /// A cursor of another list, or none of ours.
    InvalidCursor = "invalid-cursor",
    /// Given more than once.
    Repeated = "repeated",
    /// Two fields that exclude each other.
    Exclusive = "exclusive",
    /// A company that the workspace does not have.
    UnknownCompany = "unknown-company",
    /// A site that the company does not have.
    UnknownSite = "unknown-site",
    /// A provider that the catalog does not have.
    UnknownProvider = "unknown-provider",
    /// More than the caller may do itself.
    ScopeNotHeld = "scope-not-held",
    /// The provider filled in is not among those allowed.
    ProviderNotAllowed = "provider-not-allowed",
    /// A flow that the workspace does not have.
    UnknownFlow = "unknown-flow",
    /// A connector that the catalog, or the flow, does not have.
    UnknownConnector = "unknown-connector",
    /// Locked although nothing is filled in.
    LockedButEmpty = "locked-but-empty",
    /// Not a colour.
    InvalidColor = "invalid-color",
    /// Not a picture that can be shown.
    InvalidPicture = "invalid-picture",
    /// Not a font that can be used.
    InvalidFont = "invalid-font",
    /// The workspace has uploaded no such file.
    NotUploaded = "not-uploaded",
    /// An address that this server does not connect to.
    UrlNotAllowed = "url-not-allowed",
    /// An address at which there was nothing to be had.
    NotReached = "not-reached",
    /// What is at the address is too large.
    TooLarge = "too-large",
    /// The link would be too long, and this takes most of it.
    LinkTooLong = "link-too-long",
    /// The invitation would end earlier than it does.
    WouldShorten = "would-shorten",
    /// The allow-list does not admit the address.
    AddressNotAllowed = "address-not-allowed",
    /// There is no address to send mail to.
    NeedsAddresses = "needs-addresses",
    /// This server sends no mail.
    MailNotConfigured = "mail-not-configured",
    /// The workspace allows no such address to return to.
    RedirectNotAllowed = "redirect-not-allowed",
    /// The workspace allows no such site to embed the flow.
    OriginNotAllowed = "origin-not-allowed",
    /// Documented, and not to be had in this version.
    NotSupported = "not-supported",
    /// Something else has this value.
    AlreadyExists = "already-exists",
    /// A name that the server uses itself.
    Reserved = "reserved",
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFERENCE: &str = include_str!("../../../../docs/reference/errors.md");

    #[test]
    fn the_reference_describes_every_field_code_and_no_other() {
        let described: Vec<_> = REFERENCE
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
            .map(|(code, _)| code)
            .collect();
        let known: Vec<_> = FieldCode::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(described, known);
    }
}
