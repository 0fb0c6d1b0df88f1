mod create;
mod list;
mod report_status;
