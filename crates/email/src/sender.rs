use std::collections::BTreeSet;

use latchstring_domain::email::EmailAddress;

/// In whose name mails may go, beside the deployment's own address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Senders {
    /// What whoever runs the deployment is called; `None`: mails from its own address say nothing of it.
    pub operator: Option<String>,
    /// The domains, as lower-case A-labels, that mails may come from because the mail server signs for them (DKIM), so that they pass
    /// DMARC. A domain is none for the domains below it.
    pub domains: BTreeSet<String>,
}

/// What a mail says of where it comes from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Identity<'a> {
    pub(crate) from: &'a EmailAddress,
    pub(crate) name: Option<String>,
    pub(crate) reply_to: Option<&'a EmailAddress>,
}

impl Senders {
    /// Where a mail of this company comes from: the address that its workspace states, where it may, and otherwise ours, which
    /// passes it answers on.
    pub(crate) fn identity<'a>(
        &self,
        ours: &'a EmailAddress,
        stated: Option<&'a EmailAddress>,
        company: &str,
    ) -> Identity<'a> {
        if let Some(from) = stated.filter(|stated| self.domains.contains(stated.domain())) {
            return Identity { from, name: Some(shown(company)), reply_to: None };
        }
        let name = match &self.operator {
            Some(operator) => Some(format!("{} via {}", shown(company), shown(operator))),
            None => stated.map(|_| shown(company)),
        };
        Identity { from: ours, name, reply_to: stated }
    }
}

/// A name as a header takes it: nothing that ends a line, and not so much that it hides the address after it.
fn shown(name: &str) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let words: String = name.chars().map(|c| if breaks(c) { ' ' } else { c }).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(70).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> EmailAddress {
        EmailAddress::parse(text).unwrap()
    }

    #[test]
    fn t183_only_a_domain_that_is_signed_for_is_mailed_from() {
        let (ours, domains) = (address("connect@host.example"), ["acme.example".to_owned()].into());
        let senders = Senders { operator: Some("Hosting Ltd".to_owned()), domains };
        let of = |stated: Option<&EmailAddress>| {
            let Identity { from, name, reply_to } = senders.identity(&ours, stated, "Acme");
            (from.to_string(), name.unwrap_or_default(), reply_to.map(EmailAddress::to_string))
        };
        let own = |text: &str, name: &str| (text.to_owned(), name.to_owned(), None);
        assert_eq!(of(None), own("connect@host.example", "Acme via Hosting Ltd"));
        assert_eq!(of(Some(&address("team@ACME.example"))), own("team@ACME.example", "Acme"));
        for foreign in ["team@sub.acme.example", "team@acme.example.evil.test", "team@notacme.example"] {
            let (from, name, reply_to) = of(Some(&address(foreign)));
            assert_eq!((from.as_str(), name.as_str()), ("connect@host.example", "Acme via Hosting Ltd"));
            assert_eq!(reply_to.as_deref(), Some(foreign));
        }
        let nobody = Senders::default();
        assert_eq!(nobody.identity(&ours, None, "Acme").name, None);
        let stated = address("team@acme.example");
        assert_eq!(nobody.identity(&ours, Some(&stated), "Acme\r\nBcc: x").name.unwrap(), "Acme Bcc: x");
    }
}
