use std::collections::BTreeMap;

/// The customer's labels for people, one a line; empty where there are none.
pub(super) fn lines(labels: &BTreeMap<String, String>) -> String {
    labels.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("\n")
}
