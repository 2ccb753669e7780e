-- A note and its search vector stay in one place up to 8 KB, instead of 2: a phrase is compared with thousands of them.
alter table notes set (toast_tuple_target = 8160);
