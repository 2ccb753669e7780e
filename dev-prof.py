import json,sys,collections
p=json.load(open(sys.argv[1])); nodes={n['id']:n for n in p['nodes']}
dt=p['timeDeltas']; self_=collections.Counter(); 
parent={}
for n in p['nodes']:
  for c in n.get('children',[]): parent[c]=n['id']
tot=collections.Counter(); all_=0
for s,d in zip(p['samples'],dt):
  cf=nodes[s]['callFrame']; 
  if cf['functionName'] in('(idle)',): continue
  all_+=d
  self_[(cf['functionName'],cf['url'][-40:])]+=d
  seen=set(); i=s
  while i:
    f=nodes[i]['callFrame']; k=(f['functionName'],f['url'][-40:])
    if k not in seen: tot[k]+=d; seen.add(k)
    i=parent.get(i)
print('SELF'); 
for k,v in self_.most_common(18): print('%5.1f%% %s %s'%(100*v/all_,*k))
print('TOTAL')
for k,v in tot.most_common(45):
  if 'lib/' in k[1] or 'postgres' in k[1] or 'drizzle' in k[1]: print('%5.1f%% %s %s'%(100*v/all_,*k))
