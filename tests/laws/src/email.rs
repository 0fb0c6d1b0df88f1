use latchstring_domain::email::{AddressRule, EmailAddress};

/// An address is read from its canonical form as itself, is masked without its own text, and is admitted by a rule for its
/// domain and by none for a domain above or beside it.
pub fn email(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(rule) = AddressRule::parse(&text) {
        assert_eq!(AddressRule::parse(&rule.to_string()), Ok(rule), "a rule is read as it is written");
    }
    let Ok(address) = EmailAddress::parse(&text) else { return };
    let again = EmailAddress::parse(address.canonical());
    assert_eq!(again.as_ref().map(EmailAddress::canonical), Ok(address.canonical()));
    assert_eq!(again, Ok(address.clone()), "one address, two spellings");
    assert!(!address.as_str().contains(['\r', '\n', '\0']), "a header could be broken by {address:?}");
    for (domain, admits) in [
        (address.domain().to_owned(), true),
        (format!("not-{}", address.domain()), false),
        (format!("{}.evil.example", address.domain()), false),
    ] {
        if let Ok(rule) = AddressRule::parse(&format!("*@{domain}")) {
            assert_eq!(rule.admits(&address), admits, "*@{domain} and {address:?}");
        }
    }
}
