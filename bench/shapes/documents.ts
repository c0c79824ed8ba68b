/** What FreeSWITCH writes of every call besides: documents of it have some 10 KB. */
const CHANNEL = { state: 'CS_REPORTING', direction: 'inbound', state_number: '11', flags: '0=1;1=1;3=1;20=1;37=1;38=1;40=1;43=1' };
const OTHER_VARIABLES = Object.fromEntries(
  Array.from({ length: 160 }, (_, index) => [`sip_other_variable_${index}`, encodeURIComponent(`<sip:value ${index}@host.example>;x=1`)])
);
const LEG = {
  caller_id_number: '4930123',
  destination_number: '4989456',
  context: 'default',
  chan_name: 'sofia/internal/100@host.example',
};
const APPLICATIONS = ['set', 'export', 'answer', 'bridge'];

export type Variables = Readonly<Record<string, string | number>>;

/** A document as mod_json_cdr writes it. */
export function jsonDocument(variables: Variables): string {
  return JSON.stringify({
    'core-uuid': 'c',
    channel_data: CHANNEL,
    variables: { ...texts(variables), ...OTHER_VARIABLES },
    app_log: { applications: APPLICATIONS.map((name) => ({ app_name: name, app_data: 'a<b' })) },
    callflow: [{ dialplan: 'XML', caller_profile: LEG }],
  });
}

/** The same as mod_xml_cdr writes it. */
export function xmlDocument(variables: Variables): string {
  const applications = APPLICATIONS.map((name) => `    <application app_name="${name}" app_data="a&lt;b"></application>`).join('\n');
  return `<?xml version="1.0"?>
<cdr core-uuid="c" switchname="switch">
  <channel_data>
${elements(CHANNEL)}
  </channel_data>
  <variables>
${elements({ ...texts(variables), ...OTHER_VARIABLES })}
  </variables>
  <app_log>
${applications}
  </app_log>
  <callflow dialplan="XML" profile_index="1">
    <caller_profile>
${elements(LEG)}
    </caller_profile>
  </callflow>
</cdr>
`;
}

function texts(variables: Variables): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
}

function elements(of: Readonly<Record<string, string>>): string {
  return Object.entries(of)
    .map(([name, value]) => `    <${name}>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${name}>`)
    .join('\n');
}
