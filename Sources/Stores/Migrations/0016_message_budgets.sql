-- From now on a day's messages are counted by a hash of whom they go to. What was counted of today under the address itself is forgotten.

DELETE FROM message_budgets WHERE subject LIKE 'email:recipient:%' OR subject LIKE 'sms:recipient:%';
