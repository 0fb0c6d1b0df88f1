use std::collections::BTreeMap;

/// What an event says beside who and when: a flat record of named values. Ids and states, never a token, a code, a
/// key or a credential.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventData(BTreeMap<String, DataValue>);

/// One value of an event's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataValue {
    /// A text.
    Text(String),
    /// A number.
    Integer(i64),
    /// Yes or no.
    Flag(bool),
    /// Several texts.
    List(Vec<String>),
}

impl EventData {
    /// No values.
    #[must_use]
    pub const fn none() -> Self {
        Self(BTreeMap::new())
    }

    /// The same data with one value more; a value of the same name is replaced.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<DataValue>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// The values, by name.
    #[must_use]
    pub const fn values(&self) -> &BTreeMap<String, DataValue> {
        &self.0
    }
}

impl FromIterator<(String, DataValue)> for EventData {
    fn from_iter<T: IntoIterator<Item = (String, DataValue)>>(values: T) -> Self {
        Self(values.into_iter().collect())
    }
}

impl From<&str> for DataValue {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for DataValue {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<i64> for DataValue {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<bool> for DataValue {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

impl From<Vec<String>> for DataValue {
    fn from(value: Vec<String>) -> Self {
        Self::List(value)
    }
}
