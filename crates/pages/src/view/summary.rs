/// One line of the summary above a form that did not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryLine {
    /// The id of the field to go to; `None` where no field is at fault.
    pub field: Option<String>,
    /// The same words as beside the field.
    pub text: String,
    /// What to do next, where the words themselves do not say.
    pub next: Option<String>,
}
