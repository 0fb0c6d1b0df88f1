use latchstring_domain::company::PublicCompanyId;
use latchstring_service::magic_link::LinkKind;
use secrecy::SecretString;

/// How the addresses of magic links look.
pub(super) const FORMS: &str =
    "…/p/connect/<public id>/<secret> or …/p/connect/<public id>/workflow/<secret>";

/// What the address of a magic link says.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) kind: LinkKind,
    pub(super) company: PublicCompanyId,
    pub(super) secret: SecretString,
}

/// Takes the address of a magic link apart, on whatever host and below whatever path it is: support is shown links of
/// staging and of domains of earlier days, and the secret opens under its company alone.
pub(super) fn take_apart(address: &str) -> Option<Parts> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let (kind, company, secret) = match segments.as_slice() {
        [.., "p", "connect", company, "workflow", secret] => (LinkKind::Connection, company, secret),
        [.., "p", "connect", company, secret]
        | [.., "create-datasource", "magic-link", company, secret]
        | [.., "create-datasource", "magic-link", company, secret, "connect"] => {
            (LinkKind::Company, company, secret)
        }
        _ => return None,
    };
    Some(Parts { kind, company: company.parse().ok()?, secret: SecretString::from(*secret) })
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    const PUBLIC: &str = "co_0000000000000000000001";

    fn parts(address: &str) -> Option<(LinkKind, String)> {
        let parts = take_apart(address)?;
        assert_eq!(parts.company.as_str(), PUBLIC);
        Some((parts.kind, parts.secret.expose_secret().to_owned()))
    }

    #[test]
    fn an_address_is_taken_apart_wherever_it_is() {
        let of = |kind| Some((kind, "AbC-_".to_owned()));
        for address in [
            format!("https://links.example.com/p/connect/{PUBLIC}/AbC-_"),
            format!("https://example.com/below/a/path/p/connect/{PUBLIC}/AbC-_/?utm=x#top"),
            format!("/p/connect/{PUBLIC}/AbC-_"),
            format!("https://old.example.com/create-datasource/magic-link/{PUBLIC}/AbC-_"),
            format!("https://old.example.com/create-datasource/magic-link/{PUBLIC}/AbC-_/connect"),
        ] {
            assert_eq!(parts(&address), of(LinkKind::Company), "{address}");
        }
        let address = format!("https://links.example.com/p/connect/{PUBLIC}/workflow/AbC-_");
        assert_eq!(parts(&address), of(LinkKind::Connection));
    }

    #[test]
    fn what_is_no_magic_link_is_not_taken_for_one() {
        for address in [
            "https://links.example.com/p/i/lsi_x".to_owned(),
            format!("https://links.example.com/p/connect/{PUBLIC}"),
            format!("https://links.example.com/p/connect/{PUBLIC}/workflow/a/b"),
            "https://links.example.com/p/connect/co_short/AbC".to_owned(),
            format!("https://links.example.com/?to=/p/connect/{PUBLIC}/AbC"),
            "/".to_owned(),
        ] {
            assert!(take_apart(&address).is_none(), "{address}");
        }
    }
}
