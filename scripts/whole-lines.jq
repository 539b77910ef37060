# The lines of a recording as they were before their names were left out (docs/recording.md):
# jq -cnf scripts/whole-lines.jq recordings/take-001-seed-1.ndjson | jq -c 'select(.type == "links")'
def whole($shapes):
  . as $row
  | reduce ($shapes[$row[0] | tostring] | to_entries[]) as $place ({at: 1, object: {}};
      ($place.value) as $kind
      | if ($kind | type) == "number" or $kind == [] then .object[$place.key] = $row[.at] | .at += 1
        elif $kind == {} then .object[$place.key] = ($row[.at] | whole($shapes)) | .at += 1
        elif $kind == [{}] then .object[$place.key] = [$row[.at][] | whole($shapes)] | .at += 1
        else .object[$place.key] = $kind end)
  | .object;

foreach inputs as $line ({shapes: {}};
  if ($line | type) == "array" then .shapes as $shapes | .line = ($line | whole($shapes))
  elif $line.type == "shape" then .line = null | .shapes[$line.shape | tostring] = $line.of
  else .line = $line end;
  .line // empty)
