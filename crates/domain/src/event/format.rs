use crate::names::named;

named! {
    /// How exported events are written down.
    ExportFormat, ParseExportFormatError, "a format of exports" {
        /// A JSON object a line, with all there is to say.
        JsonLines = "jsonl",
        /// A table for spreadsheets, in which nothing is a formula.
        Csv = "csv",
    }
}
