# Headings and sentences of reports.
